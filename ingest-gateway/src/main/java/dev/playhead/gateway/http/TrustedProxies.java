// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.net.HostAndPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells where a request that came over proxies comes from. Each hop writes into {@code X-Forwarded-For}, at its end,
 * whom it got the request from; what stands to the left of that is hearsay. So the header is believed from the right,
 * for as long as the hop that wrote it is a proxy of the operator's.
 */
final class TrustedProxies {

    private final List<IpSubnetFilterRule> networks;

    TrustedProxies(Collection<Network> networks) {
        this.networks = networks.stream()
                .map(network -> new IpSubnetFilterRule(network.address(), network.prefix(), IpFilterRuleType.ACCEPT))
                .toList();
    }

    /**
     * The last address that can be believed: the sender's, or where the header breaks off that of a proxy.
     *
     * @param peer the other end of the connection; null where it has no address
     * @param forwardedFor every {@code X-Forwarded-For}, in the order of the request
     */
    @Nullable
    InetAddress sender(@Nullable String peer, List<String> forwardedFor) {
        InetAddress believed = peer == null ? null : NetUtil.createInetAddressFromIpAddressString(peer);
        if (believed == null || !isTrusted(believed)) {
            return believed;
        }
        String[] hops = String.join(",", forwardedFor).split(",", -1);
        for (int i = hops.length - 1; i >= 0 && isTrusted(believed); i--) {
            InetAddress hop = addressOf(hops[i].strip());
            if (hop == null) {
                return believed;
            }
            believed = hop;
        }
        return believed;
    }

    private boolean isTrusted(InetAddress address) {
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return networks.stream().anyMatch(network -> network.matches(socket));
    }

    /** Some proxies write a port as well. */
    private static @Nullable InetAddress addressOf(String hop) {
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(hop);
        if (address != null) {
            return address;
        }
        HostAndPort withPort = HostAndPort.parseAuthority(hop, -1);
        return withPort == null ? null : NetUtil.createInetAddressFromIpAddressString(withPort.host());
    }
}
