// SPDX-License-Identifier: Apache-2.0
/**
 * The storage contract. Everything Orrery keeps has one of three shapes, and each shape is one
 * small interface: {@link orrery.store.MetricStore} for rows that add up, {@link
 * orrery.store.RecordStore} for documents that never change, {@link orrery.store.CatalogStore} for
 * small documents that do. What differs per kind of data is declared in {@link
 * orrery.store.Schema}, not coded again per backend. The contract's test suite is this module's
 * test jar.
 */
@NullMarked
package orrery.store;

import org.jspecify.annotations.NullMarked;
