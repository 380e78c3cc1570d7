// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Reads the multipart uploads of Datadog and Guance SDKs, as far as bundled recordings need it. */
public final class Uploads {

    private static final String LINE = "\r\n";

    private Uploads() {}

    /** The upload's parts by name, their bytes as sent. */
    public static Map<String, byte[]> parts(Recordings.Request request) {
        String body = new String(request.body(), StandardCharsets.ISO_8859_1); // one char a byte
        String boundary = LINE + body.substring(0, body.indexOf(LINE));
        Map<String, byte[]> parts = new TreeMap<>();
        int start = boundary.length();
        while (start < body.length() && body.startsWith(LINE, start - LINE.length())) {
            int content = body.indexOf(LINE + LINE, start) + 2 * LINE.length();
            int end = body.indexOf(boundary, content);
            String head = body.substring(start, content);
            int name = head.indexOf("name=\"") + "name=\"".length();
            parts.put(
                    head.substring(name, head.indexOf('"', name)),
                    body.substring(content, end).getBytes(StandardCharsets.ISO_8859_1));
            start = end + boundary.length() + LINE.length();
        }
        return parts;
    }
}
