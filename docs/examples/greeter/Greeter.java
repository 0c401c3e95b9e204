import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Something small to burn in: {@code java Greeter.java PORT [rude|mortal]} greets at {@code /greet}, says at {@code /health} that it
 * is well, and logs to {@code greeter.log}. A rude one refuses every third guest; a mortal one dies of the hundredth.
 */
public final class Greeter {

    private static final Path LOG = Path.of("greeter.log");

    private final String manner;
    private final AtomicLong guests = new AtomicLong();

    private Greeter(String manner) {
        this.manner = manner;
    }

    public static void main(String[] arguments) throws IOException {
        var greeter = new Greeter(arguments.length > 1 ? arguments[1] : "kind");
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        var server = HttpServer.create(address, 0);
        server.createContext("/health", exchange -> answer(exchange, 200, "well"));
        server.createContext("/greet", greeter::greet);
        server.setExecutor(Executors.newFixedThreadPool(4));
        log("started");
        server.start();
    }

    private void greet(HttpExchange exchange) throws IOException {
        long guest = guests.incrementAndGet();
        if (manner.equals("mortal") && guest == 100) {
            Runtime.getRuntime().halt(1);
        }
        if (manner.equals("rude") && guest % 3 == 0) {
            log("refused guest " + guest);
            answer(exchange, 500, "not now");
            return;
        }
        log("greeted guest " + guest);
        answer(exchange, 200, "hello");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private static synchronized void log(String line) throws IOException {
        Files.writeString(LOG, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
