// SPDX-License-Identifier: Apache-2.0
package orrery.http;

import orrery.model.Fault;
import orrery.model.HttpAnswer;

/** The one place where what went wrong becomes an HTTP status. */
public final class ErrorAnswers {
  private ErrorAnswers() {}

  public static HttpAnswer of(Fault fault) {
    int status =
        switch (fault) {
          case Fault.Invalid _ -> 400;
          case Fault.Unsupported _ -> 501;
          case Fault.Unavailable _ -> 503;
          case Fault.Overloaded _ -> 429;
          default -> 500; // the compiler cannot see that Fault itself is never instantiated
        };
    return of(status, String.valueOf(fault.getMessage()));
  }

  /** An error with its status and a sentence for the person who reads it. */
  public static HttpAnswer of(int status, String sentence) {
    return HttpAnswer.json(
        status, "{\"status\":" + status + ",\"error\":" + JsonText.quote(sentence) + "}");
  }
}
