// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which {@code Host} a request may be for. A service on loopback trusts whoever reaches it, so a page that lets its own
 * name point to 127.0.0.1 (DNS rebinding) must not be answered there. Bound to anything else, every name is allowed.
 */
public final class AllowedHosts {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

    private final boolean onLoopback;
    private final Set<String> allowed = new HashSet<>(LOOPBACK);

    /**
     * @param boundTo address that the service listens on
     * @param names allowed on loopback besides that address and loopback's own names
     */
    public AllowedHosts(String boundTo, Set<String> names) {
        onLoopback = isLoopback(boundTo);
        allowed.add(normal(boundTo));
        names.forEach(name -> allowed.add(normal(name)));
    }

    /**
     * @param host without its port, in any case; an IPv6 address with or without brackets; empty where none is named
     */
    public boolean allows(String host) {
        return !onLoopback || allowed.contains(normal(host));
    }

    /** An IPv6 address without its brackets, anything else as it is. */
    public static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static String normal(String host) {
        return unbracketed(host).toLowerCase(Locale.ROOT);
    }

    /** Whether only this machine reaches what listens on an address. */
    public static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // listening on it will say so
        }
    }
}
