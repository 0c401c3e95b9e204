package io.burnin.acceptance.torture;

import io.burnin.acceptance.Checkout;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles one changed source against the built product, and puts its classes into a copy of the jars. */
record MutantBuild(Path folder) {

    private static final List<String> PRODUCT = List.of(
            "src/agent/target/burnin.jar", "src/server/target/server-h2", "src/server/target/server-postgresql");

    /** @return a folder laid out like a checkout, with all that is needed to run the product */
    Path build(String module, String source, List<Mutant.Change> changes) throws IOException {
        for (String part : PRODUCT) {
            copy(Checkout.ROOT.resolve(part), folder.resolve(part));
        }
        Path classes = compile(module, source, changes);
        int replaced = 0;
        for (Path jar : jars()) {
            replaced += replace(classes, jar);
        }
        if (replaced == 0) {
            throw new IOException("no jar has the classes of " + source);
        }
        return folder;
    }

    /** @return the folder with the classes */
    Path compile(String module, String source, List<Mutant.Change> changes) throws IOException {
        String text =
                Files.readString(Checkout.sourcesOf(module).resolve("java").resolve(source));
        for (Mutant.Change change : changes) {
            if (text.split(java.util.regex.Pattern.quote(change.from()), -1).length != 2) {
                throw new IOException("%s does not have exactly once: %s".formatted(source, change.from()));
            }
            text = text.replace(change.from(), change.to());
        }
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        List<String> options = List.of(
                "-d", classes.toString(), "-cp", classPath(), "-parameters", "-proc:none", "-nowarn", "-implicit:none");
        var unit = new Source(source, text);
        if (!compiler.getTask(said, null, null, options, null, List.of(unit)).call()) {
            throw new IOException("%s as changed does not compile:%n%s".formatted(source, said));
        }
        return classes;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        private Source(String path, String text) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** The modules' own classes first: they are as new as the sources, and the jars may be older. */
    private static String classPath() throws IOException {
        Stream<Path> modules = Stream.of("core", "agent", "server").map(Checkout::classesOf);
        try (Stream<Path> server = Files.walk(Checkout.ROOT.resolve(PRODUCT.get(1)))) {
            Stream<Path> jars = Stream.concat(
                    Stream.of(Checkout.ROOT.resolve(PRODUCT.getFirst())),
                    server.filter(file -> file.toString().endsWith(".jar")));
            return Stream.concat(modules, jars).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
    }

    private List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    /** @return how many classes the jar had */
    private static int replace(Path classes, Path jar) throws IOException {
        int replaced = 0;
        try (FileSystem inside = FileSystems.newFileSystem(jar);
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path file : compiled.filter(Files::isRegularFile).toList()) {
                Path place = inside.getPath(classes.relativize(file).toString());
                if (Files.exists(place)) {
                    Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING);
                    replaced++;
                }
            }
        }
        return replaced;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(Files.isDirectory(file) ? target : target.getParent());
                if (Files.isRegularFile(file)) {
                    Files.copy(file, target);
                }
            }
        }
    }
}
