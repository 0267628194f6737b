// SPDX-License-Identifier: Apache-2.0
/** JMH benchmarks of the steps a segment goes through. {@code bench/run.sh jmh} runs them. */
@NullMarked
package orrery.bench.jmh;

import org.jspecify.annotations.NullMarked;
