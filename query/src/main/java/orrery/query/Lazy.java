// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value made at the first call; once, by whoever comes first, while the others wait. */
final class Lazy<T> {
  private final Supplier<T> make;
  private volatile @Nullable T value;

  Lazy(Supplier<T> make) {
    this.make = make;
  }

  T get() {
    T made = value;
    return made != null ? made : makeOnce();
  }

  private synchronized T makeOnce() {
    T made = value;
    if (made == null) {
      made = make.get();
      value = made;
    }
    return made;
  }
}
