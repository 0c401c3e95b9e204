package io.burnin.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;

/** The relay itself. Started by its wrapper, it ends soon after it: nobody else holds the other end of its input. */
final class RelayServer {

    static final int USUAL_PORT = 3000;

    private RelayServer() {}

    static void start(Setting setting) throws IOException {
        int port = setting.options().port(USUAL_PORT);
        HttpServer server = Http.bind(port, RelayServer::answer);
        server.start();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> setting.deeds().note(Deed.PROCESS_STOPPED, "relay-server"), "stopped"));
        System.out.println("relay listening on " + port);
        if (!setting.options().yes(Option.UNTIL_STDIN_CLOSES)) {
            return;
        }
        awaitEndOfInput();
        if (setting.faults().on(Fault.SURVIVOR)) {
            setting.faults().acted(Fault.SURVIVOR, "relay-server");
        } else {
            System.exit(0);
        }
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            continue;
        }
    }

    private static Http.Answer answer(Http.Request request) {
        return request.path().equals("/health") && request.method().equals("GET")
                ? new Http.Answer(200, Json.object("status", "ok", "service", "relay"))
                : Http.Answer.detail(404, "Not Found");
    }
}
