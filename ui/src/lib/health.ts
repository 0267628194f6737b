// SPDX-License-Identifier: Apache-2.0
// From which share of failed calls, and which apdex, something is worth a look, or wrong: one answer for all pages.

export const WARN_ERRORS = 0.01;
export const BAD_ERRORS = 0.05;
const WARN_APDEX = 0.7;
const BAD_APDEX = 0.5;

/** Of something that is called; from 0 to 1 both. */
export function gradeOf(errorRate: number, apdex: number): 'good' | 'warn' | 'bad' {
  if (errorRate >= BAD_ERRORS || apdex < BAD_APDEX) return 'bad';
  return errorRate >= WARN_ERRORS || apdex < WARN_APDEX ? 'warn' : 'good';
}

/** The class of a share of failed calls, or of successful ones told beside it; none when all is well or nothing known. */
export function errorTone(errorRate: number | null): '' | 'warn' | 'bad' {
  if (errorRate === null) return '';
  const grade = gradeOf(errorRate, 1);
  return grade === 'good' ? '' : grade;
}
