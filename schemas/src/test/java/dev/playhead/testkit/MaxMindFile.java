// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes MaxMind DB files, as far as tests need it: a tree of a node a bit, with records of 24 bits, over values that
 * are texts, numbers, maps and lists.
 *
 * @see <a href="https://maxmind.github.io/MaxMind-DB/">the format</a>
 */
public final class MaxMindFile {

    private static final int RECORD_BITS = 24;
    private static final int NOWHERE = -1;
    private static final byte[] SEPARATOR = new byte[16];
    private static final byte[] METADATA = {
        (byte) 0xab, (byte) 0xcd, (byte) 0xef, 'M', 'a', 'x', 'M', 'i', 'n', 'd', '.', 'c', 'o', 'm'
    };

    private final int ipVersion;
    private final List<Node> nodes = new ArrayList<>(List.of(new Node()));
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();

    /** Of each bit what follows: the number of a node, or a value. */
    private static final class Node {
        private final int[] node = {NOWHERE, NOWHERE};
        private final int[] value = {NOWHERE, NOWHERE};
    }

    private MaxMindFile(int ipVersion) {
        this.ipVersion = ipVersion;
    }

    /** In the layout of GeoLite2 Country. */
    public static void writeCountries(Path file, Map<String, String> codes) throws IOException {
        Map<String, Object> places = new LinkedHashMap<>();
        codes.forEach((network, code) -> places.put(network, Map.of("country", Map.of("iso_code", code))));
        write(file, "GeoLite2-Country", 6, places);
    }

    /**
     * Any layout.
     *
     * @param ipVersion 4, or 6 for both
     * @param places by {@code address/prefix}, none within another
     */
    public static void write(Path file, String type, int ipVersion, Map<String, ?> places) throws IOException {
        MaxMindFile database = new MaxMindFile(ipVersion);
        for (Map.Entry<String, ?> place : places.entrySet()) {
            database.add(place.getKey(), place.getValue());
        }
        Files.write(file, database.bytes(type));
    }

    private void add(String network, Object place) throws IOException {
        String[] parts = network.split("/", 2);
        InetAddress address = InetAddress.ofLiteral(parts[0]);
        boolean shorter = address instanceof Inet4Address && ipVersion == 6;
        byte[] bits = new byte[ipVersion == 6 ? 16 : 4];
        byte[] own = address.getAddress();
        System.arraycopy(own, 0, bits, bits.length - own.length, own.length);
        int prefix = Integer.parseInt(parts[1]) + (shorter ? 96 : 0);
        int value = values.size();
        append(values, place);
        int at = 0;
        for (int i = 0; i < prefix; i++) {
            int bit = bits[i / Byte.SIZE] >> (Byte.SIZE - 1 - i % Byte.SIZE) & 1;
            if (i == prefix - 1) {
                nodes.get(at).value[bit] = value;
            } else {
                if (nodes.get(at).node[bit] == NOWHERE) {
                    nodes.add(new Node());
                    nodes.get(at).node[bit] = nodes.size() - 1;
                }
                at = nodes.get(at).node[bit];
            }
        }
    }

    private byte[] bytes(String type) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Node node : nodes) {
            for (int bit = 0; bit < 2; bit++) {
                int record = nodes.size();
                if (node.value[bit] != NOWHERE) {
                    record += SEPARATOR.length + node.value[bit];
                } else if (node.node[bit] != NOWHERE) {
                    record = node.node[bit];
                }
                appendNumber(out, record, RECORD_BITS / Byte.SIZE);
            }
        }
        out.writeBytes(SEPARATOR);
        out.writeBytes(values.toByteArray());
        out.writeBytes(METADATA);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("binary_format_major_version", 2);
        metadata.put("binary_format_minor_version", 0);
        metadata.put("build_epoch", 1_795_438_800);
        metadata.put("database_type", type);
        metadata.put("description", Map.of("en", "made for a test"));
        metadata.put("ip_version", ipVersion);
        metadata.put("languages", List.of("en"));
        metadata.put("node_count", nodes.size());
        metadata.put("record_size", RECORD_BITS);
        append(out, metadata);
        return out.toByteArray();
    }

    private static void append(ByteArrayOutputStream out, Object value) {
        switch (value) {
            case String text -> {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                appendControl(out, 2, utf8.length);
                out.writeBytes(utf8);
            }
            case Integer number -> {
                appendControl(out, 6, Integer.BYTES);
                appendNumber(out, number, Integer.BYTES);
            }
            case Map<?, ?> map -> {
                appendControl(out, 7, map.size());
                map.forEach((key, entry) -> {
                    append(out, key);
                    append(out, entry);
                });
            }
            case List<?> list -> {
                appendControl(out, 0, list.size());
                out.write(11 - 7); // a type past 7 stands in a byte of its own
                list.forEach(entry -> append(out, entry));
            }
            default -> throw new IllegalArgumentException("no way to write " + value);
        }
    }

    private static void appendControl(ByteArrayOutputStream out, int type, int size) {
        if (size < 29) {
            out.write(type << 5 | size);
        } else {
            out.write(type << 5 | 29);
            out.write(size - 29);
        }
    }

    private static void appendNumber(ByteArrayOutputStream out, int number, int bytes) {
        for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.write(number >> shift);
        }
    }
}
