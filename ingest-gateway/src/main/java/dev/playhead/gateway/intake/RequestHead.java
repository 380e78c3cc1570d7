// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request before its body.
 *
 * @param path of the URL that the SDK meant, not decoded
 * @param query of the URL that the SDK meant, decoded; of a repeated name the first
 * @param origin of the page that sends; null from what is no page
 * @param header a header's value by its name, null where it is not there
 */
public record RequestHead(
        String path, Map<String, String> query, @Nullable String origin, Function<String, @Nullable String> header) {}
