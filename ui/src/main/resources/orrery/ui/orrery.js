// SPDX-License-Identifier: Apache-2.0
'use strict';

const CHINESE = {
  asking: '正在询问服务器……', good: '一切正常', bad: '有问题', unreachable: '无法连接 OAP 服务器',
  seen: '最近 30 分钟', services: '服务', virtual: '数据库、缓存、队列', calls: '服务间调用', traces: '链路',
  empty: '还没有收到任何数据。请把探针指向下面的地址。', where: '访问地址', agents: '探针（gRPC）',
  http: 'GraphQL 与 HTTP 上报', telemetry: 'Prometheus 指标',
  next: '完整的界面将在后续版本提供。在此之前，任何支持 SkyWalking 查询协议的客户端都可使用：swctl、Grafana，或在此 POST /graphql。',
};
const ENGLISH = { good: 'Everything works', bad: 'Something is wrong', unreachable: 'No OAP server answers' };
const REFRESH_MILLIS = 10000;
const NAMES_SHOWN = 60;

const element = (id) => document.getElementById(id);
for (const node of document.querySelectorAll('[data-text]')) ENGLISH[node.dataset.text] = node.textContent;

let chinese = (localStorage.getItem('language') ?? navigator.language).startsWith('zh');
const say = (key) => (chinese ? CHINESE : ENGLISH)[key];

function translate() {
  document.documentElement.lang = chinese ? 'zh' : 'en';
  element('language').textContent = chinese ? 'English' : '中文';
  for (const node of document.querySelectorAll('[data-text]')) node.textContent = say(node.dataset.text);
}

function showHealth(state, detail) {
  const badge = element('health');
  badge.className = 'badge ' + (state === 'good' ? 'good' : 'bad');
  badge.dataset.text = state;
  badge.textContent = say(state);
  element('detail').textContent = detail ?? '';
}

async function ask(query, variables) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const answer = await response.json();
  if (!answer.data) throw new Error(answer.error ?? answer.errors?.[0]?.message ?? String(response.status));
  return answer.data;
}

/** The server's wall clock, in the form the query protocol writes minutes. */
function minute(millis, timezone) {
  const sign = timezone.startsWith('-') ? -1 : 1;
  const digits = timezone.replace(/^[+-]/, '');
  const offset = sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60000;
  return new Date(millis + offset).toISOString().slice(0, 16).replace('T', ' ').replace(':', '');
}

async function refresh() {
  try {
    const { time, health } = await ask(
      '{ time: getTimeInfo { currentTimestamp timezone } health: checkHealth { score details } }');
    const now = Number(time.currentTimestamp);
    const duration = {
      start: minute(now - 30 * 60000, time.timezone), end: minute(now, time.timezone), step: 'MINUTE',
    };
    const seen = await ask(
      `query ($duration: Duration!, $condition: TraceQueryCondition) {
        topology: getGlobalTopology(duration: $duration) { nodes { name isReal type } calls { id } }
        traces: queryBasicTraces(condition: $condition) { traces { segmentId } }
      }`,
      { duration, condition: {
        queryDuration: duration, traceState: 'ALL', queryOrder: 'BY_START_TIME', paging: { pageNum: 1, pageSize: 100 },
      } });
    showHealth(health.score === 0 ? 'good' : 'bad', health.details);
    showCounts(seen);
  } catch (problem) {
    showHealth('unreachable', problem.message);
  }
}

function showCounts({ topology, traces }) {
  const real = topology.nodes.filter((node) => node.isReal);
  const virtual = topology.nodes.filter((node) => !node.isReal && node.name !== 'User');
  element('services').textContent = real.length;
  element('virtual').textContent = virtual.length;
  element('calls').textContent = topology.calls.length;
  element('traces').textContent = traces.traces.length < 100 ? traces.traces.length : '100+';
  element('empty').hidden = topology.nodes.length > 0;
  element('names').replaceChildren(...[...real, ...virtual].slice(0, NAMES_SHOWN).map(({ name }) => {
    const item = document.createElement('li');
    item.textContent = name;
    return item;
  }));
}

async function showFacts() {
  const { version, addresses } = await (await fetch('/about.json')).json();
  element('version').textContent = version;
  for (const [name, address] of Object.entries(addresses)) {
    if (element(name)) element(name).textContent = address;
  }
}

element('language').addEventListener('click', () => {
  chinese = !chinese;
  localStorage.setItem('language', chinese ? 'zh' : 'en');
  translate();
});
translate();
showFacts();
refresh();
setInterval(refresh, REFRESH_MILLIS);
