// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;

/**
 * Addresses that have their first bits in common, one alone where those are all.
 *
 * @param prefix how many bits
 */
public record Network(InetAddress address, int prefix) {

    /**
     * Never asks a name server.
     *
     * @param text an address, or {@code address/prefix}
     * @throws IllegalArgumentException if it is neither
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException("%s is neither an address nor address/prefix".formatted(text));
        }
        int bits = address.getAddress().length * Byte.SIZE;
        int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("%s has a prefix that is not in 0..%d".formatted(text, bits));
        }
        return new Network(address, prefix);
    }
}
