// SPDX-License-Identifier: Apache-2.0
/** The window: a page to look at, and the way from the browser to the OAP servers behind it. */
@NullMarked
package orrery.ui;

import org.jspecify.annotations.NullMarked;
