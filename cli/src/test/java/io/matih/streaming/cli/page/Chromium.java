package io.matih.streaming.cli.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A headless Chromium with one page, driven over the DevTools protocol. */
final class Chromium implements AutoCloseable {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final long PATIENCE_SECONDS = 60;

    private final ObjectMapper mapper = new ObjectMapper();
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final Process process;
    private final WebSocket socket;
    private final List<String> problems = new ArrayList<>();
    private int lastId;

    private Chromium(Process process, URI page) throws Exception {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Listener())
                .join();
        call("Runtime.enable", mapper.createObjectNode());
        call("Log.enable", mapper.createObjectNode());
    }

    /** Where it is installed. */
    static Optional<Path> executable() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Chromium open(Path executable, Path profile, String address, String size) throws Exception {
        Process process = new ProcessBuilder(
                        executable.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--remote-allow-origins=*",
                        "--window-size=" + size,
                        "--user-data-dir=" + profile,
                        address)
                .redirectErrorStream(true)
                .redirectOutput(profile.resolveSibling("chromium.log").toFile())
                .start();
        Path portFile = profile.resolve("DevToolsActivePort");
        Awaitility.await()
                .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .until(() ->
                        Files.exists(portFile) && Files.readAllLines(portFile).size() >= 2);
        int port = Integer.parseInt(Files.readAllLines(portFile).get(0));
        return new Chromium(process, pageSocket(port, address));
    }

    private static URI pageSocket(int port, String address) {
        ObjectMapper mapper = new ObjectMapper();
        return Awaitility.await()
                .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .until(
                        () -> {
                            JsonNode pages = mapper.readTree(URI.create("http://127.0.0.1:" + port + "/json/list")
                                    .toURL());
                            for (JsonNode page : pages) {
                                if (page.path("url").asText().startsWith(address)) {
                                    return Optional.of(URI.create(
                                            page.path("webSocketDebuggerUrl").asText()));
                                }
                            }
                            return Optional.<URI>empty();
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    /** The value of a JavaScript expression, as text. */
    String evaluate(String expression) throws Exception {
        ObjectNode parameters = mapper.createObjectNode().put("expression", "String(" + expression + ")");
        JsonNode result = call("Runtime.evaluate", parameters);
        return result.path("result").path("value").asText();
    }

    /** What the page has written to the console as an error, and exceptions that nothing caught. */
    List<String> problems() throws Exception {
        evaluate("0");
        return List.copyOf(problems);
    }

    /** Presses a key where the focus is, such as {@code ArrowRight}. */
    void press(String key) throws Exception {
        for (String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    mapper.createObjectNode().put("type", type).put("key", key).put("code", key));
        }
    }

    byte[] screenshot() throws Exception {
        String data = call("Page.captureScreenshot", mapper.createObjectNode().put("format", "png"))
                .path("data")
                .asText();
        return Base64.getDecoder().decode(data);
    }

    private JsonNode call(String method, ObjectNode parameters) throws Exception {
        lastId++;
        ObjectNode request = mapper.createObjectNode().put("id", lastId).put("method", method);
        request.set("params", parameters);
        socket.sendText(request.toString(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (true) {
            JsonNode answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw new IllegalStateException("Chromium does not answer " + method);
            }
            if (answer.path("id").asInt() == lastId) {
                return answer.path("result");
            }
            if (isProblem(answer)) {
                problems.add(answer.path("params").toString());
            }
        }
    }

    private static boolean isProblem(JsonNode event) {
        JsonNode parameters = event.path("params");
        return switch (event.path("method").asText()) {
            case "Runtime.exceptionThrown" -> true;
            case "Runtime.consoleAPICalled" -> parameters.path("type").asText().equals("error");
            case "Log.entryAdded" -> parameters
                    .path("entry")
                    .path("level")
                    .asText()
                    .equals("error");
            default -> false;
        };
    }

    @Override
    public void close() throws Exception {
        socket.abort();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket source, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    answers.add(mapper.readTree(text.toString()));
                } catch (IOException e) {
                    throw new IllegalStateException("no JSON from Chromium", e);
                }
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(source, part, last);
        }
    }
}
