// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.body;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What stands around the deflated data of one gzip member, RFC 1952. */
final class GzipFrame {

    /** CRC-32 and size of the inflated bytes. */
    static final int TRAILER_BYTES = 8;

    private static final int FIXED_HEADER_BYTES = 10;
    private static final int DEFLATE = 8;
    private static final int HEADER_CHECKSUM = 0x02;
    private static final int EXTRA = 0x04;
    private static final int NAME = 0x08;
    private static final int COMMENT = 0x10;
    private static final int RESERVED = 0xe0;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private GzipFrame() {}

    static int headerLength(byte[] member) throws MalformedBodyException {
        if (member.length < FIXED_HEADER_BYTES
                || (member[0] & 0xff) != 0x1f
                || (member[1] & 0xff) != 0x8b
                || member[2] != DEFLATE
                || (member[3] & RESERVED) != 0) {
            throw notGzip();
        }
        int flags = member[3];
        int at = FIXED_HEADER_BYTES;
        if ((flags & EXTRA) != 0) {
            at = within(member, at + 2);
            at = within(member, at + ((short) SHORT.get(member, at - 2) & 0xffff));
        }
        if ((flags & NAME) != 0) {
            at = afterZero(member, at);
        }
        if ((flags & COMMENT) != 0) {
            at = afterZero(member, at);
        }
        return (flags & HEADER_CHECKSUM) == 0 ? at : within(member, at + 2);
    }

    static boolean trailerMatches(byte[] member, int at, long crc, long inflatedBytes) {
        return member.length - at >= TRAILER_BYTES
                && (int) INT.get(member, at) == (int) crc
                && (int) INT.get(member, at + 4) == (int) inflatedBytes;
    }

    private static int afterZero(byte[] member, int from) throws MalformedBodyException {
        int at = from;
        while (at < member.length && member[at] != 0) {
            at++;
        }
        return within(member, at + 1);
    }

    private static int within(byte[] member, int at) throws MalformedBodyException {
        if (at > member.length) {
            throw notGzip();
        }
        return at;
    }

    private static MalformedBodyException notGzip() {
        return new MalformedBodyException(RejectReason.CORRUPT, "not a complete gzip stream");
    }
}
