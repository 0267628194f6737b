// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { errorTone, gradeOf } from '@/lib/health';

describe('a grade', () => {
  it('is that of the worse of errors and apdex, from the marks on', () => {
    expect([gradeOf(0, 1), gradeOf(0.0099, 0.7), gradeOf(0.01, 1), gradeOf(0, 0.69), gradeOf(0.05, 1), gradeOf(0.01, 0.49)])
      .toEqual(['good', 'good', 'warn', 'warn', 'bad', 'bad']);
  });
  it('gives a share of errors its class', () => {
    expect([null, 0, 0.0099, 0.01, 0.0499, 0.05, 1].map(errorTone)).toEqual(['', '', '', 'warn', 'warn', 'bad', 'bad']);
  });
});
