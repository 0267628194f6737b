// SPDX-License-Identifier: Apache-2.0
package orrery.model;

import org.jspecify.annotations.Nullable;

/**
 * Something went wrong that is nobody's bug. The kind decides what the caller is told and whether
 * trying again helps; each edge (gRPC, GraphQL, HTTP) maps kinds to its own codes in one place.
 * Whatever is thrown that is not a Fault is a bug.
 */
public abstract sealed class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Fault(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The request is wrong; the same request will always be wrong. */
  public static final class Invalid extends Fault {
    private static final long serialVersionUID = 1L;

    public Invalid(String message) {
      super(message, null);
    }

    public Invalid(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The request is right, but this part (a backend, say) cannot do it. */
  public static final class Unsupported extends Fault {
    private static final long serialVersionUID = 1L;

    public Unsupported(String message) {
      super(message, null);
    }
  }

  /** Something needed cannot be reached or refuses to work; trying later may help. */
  public static final class Unavailable extends Fault {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message) {
      super(message, null);
    }

    public Unavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** A bound was reached; asking for less, or later, helps. The message names the bound. */
  public static final class Overloaded extends Fault {
    private static final long serialVersionUID = 1L;

    public Overloaded(String message) {
      super(message, null);
    }
  }
}
