// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An HTTP/1.1 connection that hides nothing: what was sent, what came back, and how it ended. */
final class RawConnection implements AutoCloseable {

    private static final int END = -1;
    private static final int NOTHING = -2;

    private final Socket socket;
    private final InputStream in;

    /** @param headers lower-case names */
    record Answer(int status, Map<String, String> headers, String body) {

        boolean isLast() {
            return "close".equalsIgnoreCase(headers.get("connection"));
        }
    }

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * @param base such as {@code http://127.0.0.1:8400}
     * @param patience longest wait for what the other end has to say
     * @throws java.net.ConnectException if nobody listens
     */
    static RawConnection open(String base, Duration patience) throws IOException {
        URI uri = URI.create(base);
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            return new RawConnection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The head of a POST whose body, of so many bytes, follows. */
    static byte[] head(String path, String contentType, long contentLength) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(path, contentType, contentLength)
                .getBytes(StandardCharsets.US_ASCII);
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Sends a request and reads its answer; empty if the other end closed the connection instead. */
    Optional<Answer> post(String path, String contentType, byte[] body) throws IOException {
        send(head(path, contentType, body.length));
        send(body);
        return answer();
    }

    /** Sends while it listens, since the answer may come before all is sent; then the connection is of no more use. */
    Optional<Answer> exchange(byte[] head, byte[] body) throws IOException, InterruptedException {
        Thread sending = Thread.ofVirtual().start(() -> {
            try {
                send(head);
                send(body);
            } catch (IOException e) {
                // what the other end did not want any more; its answer says why
            }
        });
        try {
            return answer();
        } finally {
            close();
            sending.join();
        }
    }

    /** Whether the other end has closed it, as far as can be known now. */
    boolean isClosed() throws IOException {
        return next(Duration.ofMillis(1)) == END;
    }

    /** Whether something comes within a time: an answer, or the end. */
    boolean hasNews(Duration within) throws IOException {
        return next(within) != NOTHING;
    }

    /**
     * The next answer, read to its end; empty if the other end closed the connection instead.
     *
     * @throws IOException if the connection was reset, the answer was cut, or it took too long
     */
    Optional<Answer> answer() throws IOException {
        String statusLine = line();
        if (statusLine.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> headers = new HashMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            String[] parts = header.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("an answer was cut");
        }
        return Optional.of(new Answer(
                Integer.parseInt(statusLine.split(" ", 3)[1]), headers, new String(body, StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The next byte, which is read again by whoever reads next; else {@link #END} or {@link #NOTHING}. */
    private int next(Duration within) throws IOException {
        int patience = socket.getSoTimeout();
        socket.setSoTimeout(Math.toIntExact(within.toMillis()));
        in.mark(1);
        try {
            int next = in.read();
            in.reset();
            return next;
        } catch (SocketTimeoutException e) {
            return NOTHING;
        } finally {
            socket.setSoTimeout(patience);
        }
    }

    /** Empty at the end of the stream. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = in.read();
        }
        if (next < 0 && line.size() > 0) {
            throw new EOFException("a line was cut");
        }
        return line.toString(StandardCharsets.US_ASCII).stripTrailing();
    }
}
