// SPDX-License-Identifier: Apache-2.0
// Stack traces made short: frames of libraries and runtimes are folded, the program's own stay.

export interface StackPart {
  kind: 'message' | 'own' | 'library';
  lines: string[];
}

/** Of a longer stack trace the rest is shown as one folded part. */
export const MAX_STACK_LINES = 2_000;

const FRAME =
  /^\s*(?:at\s+\S|File ".*", line \d+|\.{3} \d+ (?:more|common frames omitted)|#\d+\s|goroutine \d+|\S+\.go:\d+|from \S+:\d+:in )/;
const LIBRARY = new RegExp(
  [
    String.raw`at (?:async )?(?:java|javax|jdk|sun|com\.sun|jakarta|kotlin|kotlinx|scala|groovy)[./$]`,
    String.raw`at (?:org\.(?:springframework|apache|eclipse|hibernate|jboss|aopalliance)|io\.(?:netty|grpc|undertow|vertx|micrometer|projectreactor)|reactor|com\.(?:zaxxer|mysql|alibaba\.druid|fasterxml|google\.common)|redis\.clients|okhttp3|feign|net\.sf\.cglib)\.`,
    String.raw`\$\$(?:FastClassBy|EnhancerBy|SpringCGLIB|Lambda)`,
    String.raw`node:internal|\(internal/|node_modules/`,
    String.raw`site-packages/|dist-packages/|/lib/python\d|<frozen `,
    String.raw`^\s*\.{3} \d+ (?:more|common frames omitted)`,
    String.raw`/go/pkg/mod/|/usr/local/go/src/|^\s*at System\.|^\s*at Microsoft\.`,
  ].join('|'),
);

function kindOf(line: string): StackPart['kind'] {
  if (!FRAME.test(line)) {
    return 'message';
  }
  return LIBRARY.test(line) ? 'library' : 'own';
}

/** Python shows the source below its frame: such a line is of the frame's kind. */
function belongsAbove(line: string, above: string): boolean {
  return /^\s*File "/.test(above) && /^\s{4,}\S/.test(line) && !FRAME.test(line);
}

/** The parts in order; all lines are in them, none changed. */
export function foldStack(text: string): StackPart[] {
  const all = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n');
  const parts: StackPart[] = [];
  const put = (kind: StackPart['kind'], line: string): void => {
    const last = parts[parts.length - 1];
    if (last && last.kind === kind) {
      last.lines.push(line);
    } else {
      parts.push({ kind, lines: [line] });
    }
  };
  all.forEach((line, i) => {
    const last = parts[parts.length - 1];
    if (i >= MAX_STACK_LINES) {
      put('library', line);
    } else if (last && belongsAbove(line, all[i - 1] ?? '')) {
      put(last.kind, line);
    } else {
      put(kindOf(line), line);
    }
  });
  return parts;
}

/** Whether a text is worth showing as a stack trace. */
export function isStack(text: string): boolean {
  return text.split('\n', 50).filter((line) => FRAME.test(line)).length >= 2;
}
