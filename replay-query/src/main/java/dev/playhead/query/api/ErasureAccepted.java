// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

/**
 * What a request to erase is answered with.
 *
 * @param erasure id of an {@link ErasureItem}
 */
public record ErasureAccepted(String erasure) {}
