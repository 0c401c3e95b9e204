package io.burnin.acceptance.torture;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the host that may not be there. */
final class Tool {

    private Tool() {}

    static boolean succeeds(String... command) {
        return succeeds(List.of(), command);
    }

    static boolean succeeds(List<String> launcher, String... command) {
        var words = new ArrayList<>(launcher);
        words.addAll(List.of(command));
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
