// SPDX-License-Identifier: Apache-2.0
package orrery.model;

import java.util.List;

/** Something that happened during a span, an exception as a rule. */
public record SpanLog(long timeMillis, List<Tag> data) {}
