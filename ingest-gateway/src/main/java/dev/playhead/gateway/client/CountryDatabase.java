// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.client;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import com.maxmind.db.Reader;
import com.maxmind.db.Reader.FileMode;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An operator's MaxMind DB file. It is held in memory, since a mapped one that somebody writes over takes the process
 * down, and read anew some time after it changed. Addresses are looked up and not kept. Safe for use by many threads.
 */
final class CountryDatabase {

    /** Publishers have a new one twice a week, or once a month. */
    static final Duration CHECKED_EVERY = Duration.ofMinutes(10);

    private static final Logger log = LoggerFactory.getLogger(CountryDatabase.class);

    private final Path file;
    private final LoadingCache<Path, Edition> editions; // of one file: the cache's refresh is what is wanted

    /** What the file held when it was last changed. */
    private record Edition(Reader reader, FileTime changed) {}

    /** As much as the layouts of countries and of cities agree on; public for the reader's reflection. */
    public record Place(
            @MaxMindDbParameter(name = "country") @Nullable Country country) {

        @MaxMindDbConstructor
        public Place {}
    }

    public record Country(
            @MaxMindDbParameter(name = "iso_code") @Nullable String isoCode) {

        @MaxMindDbConstructor
        public Country {}
    }

    /** What came of looking up an address; the label is the metric's. */
    enum Outcome {
        FOUND,
        UNKNOWN,
        /** The file is damaged, or of another layout. */
        UNREADABLE
    }

    /** @param country ISO 3166 alpha-2; null unless found */
    record Answer(Outcome outcome, @Nullable String country) {}

    private CountryDatabase(Path file, Ticker ticker, Executor executor) {
        this.file = file;
        this.editions = Caffeine.newBuilder()
                .refreshAfterWrite(CHECKED_EVERY)
                .ticker(ticker)
                .executor(executor)
                .build(new Editions());
    }

    /** @throws IOException with one clear line, if the file is none of this format */
    static CountryDatabase open(Path file) throws IOException {
        return open(file, Ticker.systemTicker(), ForkJoinPool.commonPool());
    }

    /** @param executor reads the file anew */
    static CountryDatabase open(Path file, Ticker ticker, Executor executor) throws IOException {
        CountryDatabase database = new CountryDatabase(file, ticker, executor);
        try {
            database.editions.put(file, read(file));
        } catch (IOException e) {
            throw new IOException("cannot read the country database %s (%s)".formatted(file, e), e);
        }
        return database;
    }

    Answer countryOf(InetAddress address) {
        Reader reader = editions.get(file).reader();
        if (address instanceof Inet6Address && reader.getMetadata().ipVersion() == 4) {
            return new Answer(Outcome.UNKNOWN, null);
        }
        try {
            Place place = reader.get(address, Place.class);
            return place == null || place.country() == null || place.country().isoCode() == null
                    ? new Answer(Outcome.UNKNOWN, null)
                    : new Answer(Outcome.FOUND, place.country().isoCode());
        } catch (IOException | RuntimeException _) { // whatever a damaged file leads to; its message names the address
            return new Answer(Outcome.UNREADABLE, null);
        }
    }

    private static Edition read(Path file) throws IOException {
        FileTime changed = Files.getLastModifiedTime(file); // before its content: what changes meanwhile is read again
        try {
            return new Edition(new Reader(file.toFile(), FileMode.MEMORY), changed);
        } catch (RuntimeException e) {
            throw new IOException("damaged: " + e, e); // as one that was cut off
        }
    }

    private static final class Editions implements CacheLoader<Path, Edition> {

        @Override
        public Edition load(Path file) throws IOException {
            return read(file);
        }

        @Override
        public Edition reload(Path file, Edition old) {
            try {
                if (Files.getLastModifiedTime(file).equals(old.changed())) {
                    return old;
                }
                Edition edition = read(file);
                log.info("the country database was read anew: file={}", file);
                return edition;
            } catch (IOException e) {
                log.warn(
                        "the country database cannot be read anew, the one before stays: file={} problem={}",
                        file,
                        e.toString());
                return old;
            }
        }
    }
}
