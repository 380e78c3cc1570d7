// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import dev.playhead.config.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where schemas get their ids from.
 *
 * @param url {@code SCHEMA_REGISTRY_URL}, the base of a registry with Confluent's REST API; empty takes the bundled ids
 * @param userInfo {@code SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO}, {@code user:password}
 * @param timeout {@code SCHEMA_REGISTRY_TIMEOUT}, of one request
 */
public record RegistryConfig(Optional<URI> url, Optional<String> userInfo, Duration timeout) {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    /** @throws IllegalStateException naming every setting that is wrong */
    public static RegistryConfig from(Map<String, String> environment) {
        Settings settings = new Settings(environment);
        String url = settings.text("SCHEMA_REGISTRY_URL", "");
        String userInfo = settings.text("SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO", "");
        Duration timeout = settings.duration("SCHEMA_REGISTRY_TIMEOUT", DEFAULT_TIMEOUT);
        settings.check();
        return new RegistryConfig(
                Optional.of(url).filter(text -> !text.isEmpty()).map(RegistryConfig::httpUrl),
                Optional.of(userInfo).filter(text -> !text.isEmpty()),
                timeout);
    }

    /** The registry that these settings name. */
    public SchemaRegistry registry() {
        return url.<SchemaRegistry>map(base -> new RemoteRegistry(base, userInfo, timeout))
                .orElseGet(BundledSchemas::new);
    }

    @Override
    public String toString() {
        return "RegistryConfig[url=%s, userInfo=%s, timeout=%s]"
                .formatted(url, userInfo.map(secret -> "(set)").orElse("(none)"), timeout);
    }

    private static URI httpUrl(String text) {
        try {
            URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            if (url.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // said below, in the words of every other bad setting
        }
        throw new IllegalStateException("bad settings: SCHEMA_REGISTRY_URL=%s (not an http URL)".formatted(text));
    }
}
