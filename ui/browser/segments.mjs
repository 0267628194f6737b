// SPDX-License-Identifier: Apache-2.0
// Segments as agents report them, made for tests.

const tags = (values = {}) => Object.entries(values).map(([key, value]) => ({ key, value }));

/** A span; times are milliseconds after the segment's base. */
export function span(spanId, startTime, endTime, rest = {}) {
  const { tags: tagged, logs = [], ...others } = rest;
  return {
    spanId, parentSpanId: spanId === 0 ? -1 : 0, startTime, endTime, operationName: `op ${spanId}`,
    spanType: spanId === 0 ? 'Entry' : 'Local', spanLayer: 'Http', componentId: 0, isError: false, tags: tags(tagged),
    logs: logs.map(({ time, data }) => ({ time, data: tags(data) })), ...others,
  };
}

/** A segment of a service; `from` names the span of another segment that led to it. */
export function segment(traceId, traceSegmentId, service, base, spans, from = null) {
  const shift = (each) => ({
    ...each, startTime: base + each.startTime, endTime: base + each.endTime,
    logs: each.logs.map((log) => ({ ...log, time: base + log.time })),
  });
  const refs = from && [{
    refType: from.thread ? 'CrossThread' : 'CrossProcess', traceId, parentTraceSegmentId: from.segment, parentSpanId: from.span,
    parentService: from.service, parentServiceInstance: `${from.service}-1`, parentEndpoint: from.endpoint ?? 'up', networkAddressUsedAtPeer: from.peer ?? '10.0.0.1:80',
  }];
  return {
    traceId, traceSegmentId, service, serviceInstance: `${service}-1`,
    spans: spans.map((each, i) => (i === 0 && refs ? { ...shift(each), refs } : shift(each))),
  };
}

export const STACK = [
  'com.shop.PaymentDeclined: card declined',
  '\tat com.shop.payment.Charge.run(Charge.java:42)',
  '\tat org.springframework.web.Servlet.service(Servlet.java:7)',
  '\tat java.base/java.lang.Thread.run(Thread.java:1583)',
].join('\n');

/** A checkout that waited two seconds for one statement, and failed in payment. */
export function slowCheckout(traceId, base) {
  return [
    segment(traceId, `${traceId}.1`, 'web', base, [
      span(0, 0, 2400, { operationName: 'POST:/checkout', isError: true, tags: { 'http.status_code': '500' } }),
      span(1, 20, 2380, { operationName: '/orders', spanType: 'Exit', peer: 'orders:80', componentId: 2, isError: true }),
    ]),
    segment(traceId, `${traceId}.2`, 'orders', base, [
      span(0, 30, 2370, { operationName: 'POST:/orders', isError: true }),
      span(1, 40, 2040, {
        operationName: 'Mysql/JDBC/PreparedStatement/executeQuery', spanType: 'Exit', spanLayer: 'Database', componentId: 5, peer: 'mysql:3306',
        tags: { 'db.type': 'Mysql', 'db.statement': 'SELECT id, quantity FROM stock WHERE product = ? AND (shelf = 1 OR shelf = 2) FOR UPDATE' },
      }),
      span(2, 2050, 2360, { operationName: '/pay', spanType: 'Exit', peer: 'pay:80', componentId: 2, isError: true }),
    ], { segment: `${traceId}.1`, span: 1, service: 'web', endpoint: 'POST:/checkout', peer: 'orders:80' }),
    segment(traceId, `${traceId}.3`, 'payment', base, [
      span(0, 2060, 2350, {
        operationName: '/pay', isError: true,
        logs: [{ time: 2340, data: { event: 'error', 'error.kind': 'com.shop.PaymentDeclined', message: 'card declined', stack: STACK } }],
      }),
    ], { segment: `${traceId}.2`, span: 2, service: 'orders', endpoint: 'POST:/orders', peer: 'pay:80' }),
    segment(traceId, `${traceId}.4`, 'orders', base, [span(0, 2100, 2700, { operationName: 'sendMail', spanType: 'Local' })],
      { segment: `${traceId}.2`, span: 0, service: 'orders', thread: true }),
  ];
}

export const EVIL = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> 订单 🛒 \u202Eabc ${x} {{1+1}}';

/** Markup and unicode wherever a person or program can put a text. */
export function evilTrace(traceId, base) {
  return [segment(traceId, `${traceId}.1`, `shop ${EVIL}`, base, [
    span(0, 0, 500, {
      operationName: EVIL, isError: true, tags: { [`key ${EVIL}`]: EVIL, url: 'javascript:alert(1)' },
      logs: [{ time: 10, data: { event: 'error', 'error.kind': EVIL, message: EVIL, stack: `${EVIL}\n\tat ${EVIL}\n\tat com.a.B.c(D.java:1)` } }],
    }),
    span(1, 10, 400, { operationName: 'x'.repeat(4000), spanType: 'Exit', spanLayer: 'Database', peer: EVIL, componentId: 5, tags: { 'db.type': 'sql', 'db.statement': `SELECT '${EVIL}' FROM t WHERE ${EVIL}` } }),
  ])];
}

/** A trace of whose segments the first and one in the middle never arrived. */
export function brokenTrace(traceId, base) {
  return [
    segment(traceId, `${traceId}.2`, 'orders', base, [span(0, 100, 900, { operationName: 'POST:/orders' }), span(1, 110, 300, { spanType: 'Exit', peer: 'gone:80', operationName: '/gone' })],
      { segment: `${traceId}.1`, span: 1, service: 'web' }),
    segment(traceId, `${traceId}.4`, 'stock', base, [span(0, 400, 600, { operationName: '/stock' })], { segment: `${traceId}.3`, span: 4, service: 'gone' }),
  ];
}

/** A trace of a hundred segments with fifty spans each, three services deep, with an error now and then. */
export function largeTrace(traceId, base, segments = 100, spans = 50) {
  const made = [];
  for (let s = 0; s < segments; s++) {
    const start = s * 90;
    const end = segments * 100 - s * 5;
    const own = [span(0, start, end, { operationName: s === 0 ? 'GET:/report' : `/part/${s}`, componentId: 14 })];
    for (let i = 1; i < spans; i++) {
      const at = start + 2 + i;
      own.push(span(i, at, at + 1 + ((i * 37 + s * 11) % 80), {
        parentSpanId: i % 7 === 0 ? 0 : Math.max(0, i - (i % 7)), operationName: i % 3 ? `work ${i % 12}` : 'Mysql/SELECT', isError: (s * spans + i) % 97 === 0,
        ...(i % 3 ? {} : { spanType: 'Exit', spanLayer: 'Database', componentId: 5, peer: 'mysql:3306', tags: { 'db.type': 'Mysql', 'db.statement': 'SELECT * FROM line WHERE report = ?' } }),
      }));
    }
    const parent = Math.floor((s - 1) / 3);
    made.push(segment(traceId, `${traceId}.${s}`, `service-${s % 8}`, base, own,
      s === 0 ? null : { segment: `${traceId}.${parent}`, span: 0, service: `service-${parent % 8}` }));
  }
  return made;
}
