// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import dev.playhead.testkit.Recordings;
import dev.playhead.testkit.Recordings.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends recorded requests to a gateway as browsers do: over HTTP, several at once, some of them twice. */
final class RecordedTraffic {

    private static final Set<String> CONNECTION_HEADERS = Set.of("host", "connection", "content-length");

    private RecordedTraffic() {}

    /** What a healthy server accepted from these sets, in order. */
    static List<Request> accepted(String... sets) {
        List<Request> requests = new ArrayList<>();
        for (String set : sets) {
            Recordings.of(set).stream().filter(Request::accepted).forEach(requests::add);
        }
        return requests;
    }

    /** All of them, {@code share} of them twice, in an order that the seed decides. */
    static List<Request> shuffledWithDuplicates(List<Request> requests, double share, long seed) {
        Random random = new Random(seed);
        List<Request> sent = new ArrayList<>(requests);
        requests.stream().filter(request -> random.nextDouble() < share).forEach(sent::add);
        Collections.shuffle(sent, random);
        return sent;
    }

    /** Returns the status of each, in the order given. */
    static List<Integer> send(String gateway, List<Request> requests, int concurrency)
            throws InterruptedException, ExecutionException {
        try (HttpClient http = HttpClient.newHttpClient();
                ExecutorService senders = Executors.newFixedThreadPool(concurrency)) {
            List<Callable<Integer>> calls = requests.stream()
                    .<Callable<Integer>>map(request -> () -> status(http, gateway, request))
                    .toList();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : senders.invokeAll(calls)) {
                statuses.add(status.get());
            }
            return statuses;
        }
    }

    /** What the gateway answered, or 0 where it did not. */
    static int status(HttpClient http, String gateway, Request recorded) throws InterruptedException {
        try {
            return http.send(request(gateway, recorded), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** What the SDK sent, to another server. */
    static HttpRequest request(String gateway, Request recorded) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + recorded.path()))
                .method(recorded.method(), BodyPublishers.ofByteArray(recorded.body()));
        recorded.headers().forEach((name, value) -> {
            if (!CONNECTION_HEADERS.contains(name)) {
                request.header(name, value);
            }
        });
        return request.build();
    }
}
