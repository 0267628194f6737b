// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { foldStack, isStack, MAX_STACK_LINES } from '@/lib/traces/stack';

function outline(text: string): string[] {
  return foldStack(text).map((part) => `${part.kind} ${part.lines.length}`);
}

const JAVA = [
  'com.shop.PaymentDeclined: card <b>declined</b>',
  '\tat com.shop.Payment.charge(Payment.java:42)',
  '\tat com.shop.Payment$$EnhancerBySpringCGLIB$$1.charge(<generated>)',
  '\tat org.springframework.aop.Proxy.invoke(Proxy.java:1)',
  '\tat java.base/java.lang.Thread.run(Thread.java:1583)',
  'Caused by: java.net.SocketTimeoutException: Read timed out',
  '\tat java.base/sun.nio.ch.NioSocketImpl.read(NioSocketImpl.java:278)',
  '\tat com.shop.Http.get(Http.java:9)',
  '\t... 23 more',
].join('\n');

describe('stack traces', () => {
  it('of Java fold libraries and keep causes', () => {
    expect(outline(JAVA)).toEqual(['message 1', 'own 1', 'library 3', 'message 1', 'library 1', 'own 1', 'library 1']);
    expect(isStack(JAVA)).toBe(true);
  });

  it('of Node', () => {
    expect(
      outline(
        'Error: no\n    at pay (/app/src/pay.js:3:9)\n    at Layer.handle (/app/node_modules/express/lib/router/layer.js:95:5)\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
      ),
    ).toEqual(['message 1', 'own 1', 'library 2']);
  });

  it('of Python keep the source with its frame', () => {
    expect(
      outline(
        'Traceback (most recent call last):\n  File "/usr/lib/python3.12/site-packages/flask/app.py", line 1, in f\n    return g()\n  File "/app/pay.py", line 7, in pay\n    raise Declined()\nDeclined: no',
      ),
    ).toEqual(['message 1', 'library 2', 'own 2', 'message 1']);
  });

  it('lose no line', () => {
    for (const text of [JAVA, '', '\r\n', 'one line', 'a\r\nb\rc', '\u2028\n<x>']) {
      const lines = foldStack(text).flatMap((part) => part.lines);
      expect(lines.join('\n')).toBe(text.replace(/\r\n?/g, '\n').replace(/\n+$/, ''));
    }
    expect(isStack('one line')).toBe(false);
  });

  it('fold what is beyond all reading', () => {
    const parts = foldStack(
      Array.from({ length: 50_000 }, (_, i) => `\tat com.shop.Loop.f(Loop.java:${i})`).join('\n'),
    );
    expect(parts.map((p) => [p.kind, p.lines.length])).toEqual([
      ['own', MAX_STACK_LINES],
      ['library', 48_000],
    ]);
  });
});
