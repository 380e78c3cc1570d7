// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.facts;

/** What a marker or a RUM item is about; names as in the topics' {@code MarkerKind}. */
public enum MarkerKind {
    VIEW,
    ACTION,
    CLICK,
    INPUT,
    ERROR,
    RESOURCE,
    LONG_TASK,
    FRUSTRATION,
    CUSTOM,
    SESSION_END
}
