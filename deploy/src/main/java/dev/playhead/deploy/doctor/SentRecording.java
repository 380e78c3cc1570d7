// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.doctor;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An rrweb recording of a page that never was: one segment with a full snapshot and a click, under a session id of its
 * own.
 *
 * @param body as it is posted
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SentRecording(String app, String session, byte[] body) {

    /** What the query service calls its only segment. */
    static final String SEGMENT = "main:0";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 8;
    private static final int LINE_BYTES = 3;
    private static final int LINE_CHARS = 4;

    /** As small as it can be. */
    static SentRecording small(String app, long atMs) {
        String session = newSession();
        return new SentRecording(app, session, body(app, session, atMs, ""));
    }

    /** Exactly so large, with text that no compression makes small. */
    static SentRecording of(String app, long atMs, int bytes) {
        String session = newSession();
        int room = bytes - body(app, session, atMs, "").length;
        byte[] random = new byte[room / LINE_CHARS * LINE_BYTES];
        RANDOM.nextBytes(random);
        String text = Base64.getEncoder().encodeToString(random);
        return new SentRecording(app, session, body(app, session, atMs, text + " ".repeat(room - text.length())));
    }

    /** Below the query service. */
    String path() {
        return "/api/v1/apps/%s/sessions/%s".formatted(app, session);
    }

    private static String newSession() {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        return "doctor-" + HexFormat.of().formatHex(id);
    }

    private static byte[] body(String app, String session, long atMs, String text) {
        return """
                {"appId":"%s","sessionId":"%s","seq":0,"events":[
                {"type":4,"timestamp":%d,"data":{"href":"https://doctor.invalid/","width":800,"height":600}},
                {"type":2,"timestamp":%d,"data":{"initialOffset":{"left":0,"top":0},"node":{"type":0,"id":1,"childNodes":[
                {"type":2,"id":2,"tagName":"html","attributes":{"title":"%s"},"childNodes":[]}]}}},
                {"type":3,"timestamp":%d,"data":{"source":2,"type":2,"id":2,"x":1,"y":2}}]}
                """.formatted(app, session, atMs, atMs + 1, text, atMs + 2).getBytes(StandardCharsets.UTF_8);
    }
}
