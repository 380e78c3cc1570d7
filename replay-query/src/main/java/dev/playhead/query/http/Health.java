// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

/** How the service is, for those who operate it. */
public interface Health {

    /** Whether it can still recover by itself. */
    boolean live();

    /** Whether it answers queries now. */
    boolean ready();

    /** How far restoring has come, 0 to 1. */
    double progress();
}
