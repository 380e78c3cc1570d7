// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import dev.playhead.testkit.Recordings.Request;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Sends recorded sets at an even pace, each request again as often and as late as its SDK would. */
final class SdkSender implements AutoCloseable {

    private static final int NO_ANSWER = 0;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String gateway;

    SdkSender(String gateway) {
        this.gateway = gateway;
    }

    /**
     * How a request ended.
     *
     * @param status the last answer, or 0 where the connection failed, which no SDK tries again while it is online
     * @param took from the first try to that answer
     */
    record Delivery(String set, int status, int tries, Duration took) {

        boolean isAccepted() {
            return status / 100 == 2;
        }
    }

    /** When an SDK gives a request another try. */
    private enum Retries {
        /** Datadog's and Guance's SDKs, and what is asked of whoever posts rrweb: until it is taken. */
        PATIENT(Duration.ofSeconds(1), Integer.MAX_VALUE) {
            @Override
            boolean after(int status) {
                return status == 408 || status == 429 || status >= 500;
            }
        },
        POSTHOG(Duration.ofSeconds(3), 10) {
            @Override
            boolean after(int status) {
                return status >= 500;
            }
        },
        /** Whatever is not accepted ends the replay. */
        SENTRY(Duration.ZERO, 0) {
            @Override
            boolean after(int status) {
                return false;
            }
        };

        private static final Duration LONGEST = Duration.ofSeconds(60);

        private final Duration first;
        private final int most;

        Retries(Duration first, int most) {
            this.first = first;
            this.most = most;
        }

        static Retries of(String set) {
            return switch (set.replaceFirst("-.*", "")) {
                case "sentry" -> SENTRY;
                case "posthog" -> POSTHOG;
                default -> PATIENT;
            };
        }

        abstract boolean after(int status);

        /** Whether there is another try after so many. */
        boolean again(int status, int tries) {
            return after(status) && tries <= most;
        }

        /** Doubles with each try. */
        Duration delay(int tries) {
            Duration doubled = first.multipliedBy(1L << Math.min(tries - 1, 10));
            return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        }
    }

    /** @param spread the time over which the first tries are spread */
    CompletableFuture<List<Delivery>> send(String set, List<Request> requests, Duration spread) {
        List<CompletableFuture<Delivery>> deliveries = IntStream.range(0, requests.size())
                .mapToObj(i -> after(spread.multipliedBy(i).dividedBy(requests.size()))
                        .thenCompose(_ -> tried(set, requests.get(i), 1, System.nanoTime())))
                .toList();
        return allOf(deliveries);
    }

    /** All of them, in the order given. */
    static <T> CompletableFuture<List<T>> allOf(List<CompletableFuture<T>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
                .thenApply(_ -> futures.stream().map(CompletableFuture::join).toList());
    }

    @Override
    public void close() {
        http.close();
    }

    private CompletableFuture<Delivery> tried(String set, Request request, int tries, long startedNanos) {
        Retries retries = Retries.of(set);
        return http.sendAsync(RecordedTraffic.request(gateway, request), BodyHandlers.discarding())
                .handle((answer, failure) -> failure == null ? answer.statusCode() : NO_ANSWER)
                .thenCompose(status -> retries.again(status, tries)
                        ? after(retries.delay(tries)).thenCompose(_ -> tried(set, request, tries + 1, startedNanos))
                        : CompletableFuture.completedFuture(
                                new Delivery(set, status, tries, Duration.ofNanos(System.nanoTime() - startedNanos))));
    }

    private static CompletableFuture<Void> after(Duration delay) {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
    }
}
