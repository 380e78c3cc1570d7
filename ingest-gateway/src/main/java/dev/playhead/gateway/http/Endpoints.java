// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import dev.playhead.gateway.intake.Intake;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where SDKs send to. A {@code *} in a path stands for one segment that the sender fills in, and a slash at the end
 * makes no difference.
 */
final class Endpoints {

    private final Map<String, Endpoint> fixed = new HashMap<>();
    private final Map<List<String>, Endpoint> patterns = new HashMap<>();

    /** @param path as it stands in metrics */
    record Endpoint(String path, Intake intake) {}

    /** @param intakes by path */
    Endpoints(Map<String, Intake> intakes) {
        intakes.forEach((path, intake) -> {
            String trimmed = withoutSlash(path);
            Endpoint endpoint = new Endpoint(path, intake);
            if (trimmed.contains("*")) {
                patterns.put(segments(trimmed), endpoint);
            } else {
                fixed.put(trimmed, endpoint);
            }
        });
    }

    /** The endpoint at a path; null where there is none. */
    @Nullable
    Endpoint at(String path) {
        String trimmed = withoutSlash(path);
        Endpoint known = fixed.get(trimmed);
        if (known != null) {
            return known;
        }
        List<String> segments = segments(trimmed);
        for (Map.Entry<List<String>, Endpoint> pattern : patterns.entrySet()) {
            if (matches(pattern.getKey(), segments)) {
                return pattern.getValue();
            }
        }
        return null;
    }

    private static boolean matches(List<String> pattern, List<String> segments) {
        if (pattern.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!pattern.get(i).equals("*") && !pattern.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }
}
