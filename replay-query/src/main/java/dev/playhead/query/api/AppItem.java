// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

/** An application that has sessions, as the API gives it. */
public record AppItem(String app, long lastReceivedMs, long sessions) {}
