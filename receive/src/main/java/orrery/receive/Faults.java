// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import io.grpc.Status;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import orrery.model.Fault;

/** What clients are told for each kind of fault: the one mapping of this room's two edges. */
final class Faults {
  private Faults() {}

  /** The status for what a future failed with, or a method threw. */
  static Status grpc(Throwable thrown) {
    return switch (cause(thrown)) {
      case Fault fault -> grpc(fault);
      case Throwable bug ->
          Status.INTERNAL.withDescription("a bug in the server; its log tells more").withCause(bug);
    };
  }

  /** The HTTP status for what a future failed with, or a method threw. */
  static int http(Throwable thrown) {
    return switch (cause(thrown)) {
      case Fault.Invalid _ -> 400;
      case Fault.Unsupported _ -> 501;
      case Fault.Unavailable _, Fault.Overloaded _ -> 503;
      case Throwable _ -> 500;
    };
  }

  /** Without the wrappers of futures. */
  static Throwable cause(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return cause != null
            && (thrown instanceof CompletionException || thrown instanceof ExecutionException)
        ? cause(cause)
        : thrown;
  }

  private static Status grpc(Fault fault) {
    Status status =
        switch (fault) {
          case Fault.Invalid _ -> Status.INVALID_ARGUMENT;
          case Fault.Unsupported _ -> Status.UNIMPLEMENTED;
          case Fault.Unavailable _ -> Status.UNAVAILABLE;
          case Fault.Overloaded _ -> Status.RESOURCE_EXHAUSTED;
        };
    return status.withDescription(fault.getMessage());
  }
}
