// SPDX-License-Identifier: Apache-2.0
// From what the server answers to a trace that can be drawn.
import { findCriticalPath, measureSelf, type Stretch } from './path';
import { alignClocks } from './skew';
import { buildTree, type RawSpan, type Trace } from './spans';

export interface OpenedTrace {
  trace: Trace;
  path: Stretch[];
  /** Milliseconds by which the worst clock was off; 0 when times are shown as reported. */
  skew: number;
}

/** Puts a trace together; `aligned` corrects clocks that differ. */
export function openTrace(raws: readonly RawSpan[], aligned: boolean): OpenedTrace {
  const trace = buildTree(raws);
  const skew = aligned ? alignClocks(trace) : 0;
  measureSelf(trace);
  return { trace, path: findCriticalPath(trace), skew };
}
