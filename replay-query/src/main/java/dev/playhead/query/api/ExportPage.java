// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/**
 * What stands around the data of an {@link HtmlExport}. Its policy lets nothing run but the player, by its hash, and
 * nothing be loaded from anywhere.
 *
 * @param head up to the first block of data
 * @param tail from the last one on
 */
record ExportPage(String head, String tail) {

    private static final String FOLDER = "/webui/export/";

    /** @throws IllegalStateException if this build has no web UI */
    static ExportPage load() {
        return of(file("player.js"), file("player.css"));
    }

    /** @throws IllegalStateException if a file would not end where its element does */
    static ExportPage of(String player, String style) {
        String script = player.toLowerCase(Locale.ROOT);
        if (script.contains("</script") || script.contains("<!--") || style.contains("</")) {
            throw new IllegalStateException("the player's files cannot stand in a page: they have a tag in them");
        }
        String head = """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="%s">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>Replay · Playhead</title>
                <style>%s</style>
                </head>
                <body>
                <div id="app"></div>
                <noscript>Playing a recording needs JavaScript.</noscript>
                """.formatted(policy(player), style);
        String tail = """
                <script>%s</script>
                </body>
                </html>
                """.formatted(player);
        return new ExportPage(head, tail);
    }

    private static String policy(String player) {
        return ("default-src 'none'; script-src 'sha256-%s'; style-src 'unsafe-inline'; img-src data: blob:; "
                        + "font-src data:; media-src data: blob:; base-uri 'none'; form-action 'none'")
                .formatted(sha256(player));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String file(String name) {
        try (InputStream in = ExportPage.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("this build has no " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
