// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes in, model out: the gRPC port agents report to, the HTTP paths that take the same reports as
 * JSON, and the decoders behind both. The door is {@link orrery.receive.Receivers}; what was read
 * goes to {@link orrery.model.Intake}, and a client is answered once that says its reports are
 * safe.
 */
@NullMarked
package orrery.receive;

import org.jspecify.annotations.NullMarked;
