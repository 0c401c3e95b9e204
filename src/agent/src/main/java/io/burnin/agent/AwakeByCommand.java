package io.burnin.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that keeps the host awake as long as it runs. It is to end by itself at the end of its input. */
record AwakeByCommand(List<String> command) implements KeepAwake.Way {

    private static final long ENDS_WITHIN_SECONDS = 2;

    AwakeByCommand {
        command = List.copyOf(command);
    }

    @Override
    public void keep() throws IOException {
        Process program = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            int code = program.waitFor();
            throw new IOException("%s ended with %d: %s".formatted(command.getFirst(), code, lastWords(program)));
        } catch (InterruptedException letGo) {
            end(program);
        } finally {
            program.destroyForcibly();
        }
    }

    private static void end(Process program) throws IOException {
        program.getOutputStream().close();
        try {
            program.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** No more than what is there: a child of it may live on and have the pipe open. */
    private static String lastWords(Process program) throws IOException {
        InputStream said = program.getErrorStream();
        return new String(said.readNBytes(said.available()), StandardCharsets.UTF_8)
                .lines()
                .reduce("", (earlier, later) -> later)
                .strip();
    }
}
