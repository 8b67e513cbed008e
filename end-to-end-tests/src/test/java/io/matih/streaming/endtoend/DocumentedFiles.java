package io.matih.streaming.endtoend;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The Java files that a page of the documentation shows: a path in backticks on a line of its own, then the code. */
final class DocumentedFiles {

    private static final Pattern FILE = Pattern.compile(
            "^`[^`\n]*/src/main/java/([^`\n]+)\\.java`\n\n```java\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private final Map<String, String> sources = new LinkedHashMap<>();

    private DocumentedFiles() {}

    static DocumentedFiles of(Path page) throws IOException {
        DocumentedFiles files = new DocumentedFiles();
        Matcher file = FILE.matcher(Files.readString(page));
        while (file.find()) {
            files.sources.put(file.group(1), file.group(2));
        }
        return files;
    }

    List<String> names() {
        return List.copyOf(sources.keySet());
    }

    /** Compiles the files against this test's class path and packs them; what does not compile is said. */
    Path compileInto(Path directory) throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        List<String> options =
                List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path"), "-proc:none");
        boolean compiled = compiler.getTask(
                        null,
                        null,
                        problems,
                        options,
                        null,
                        sources.entrySet().stream().map(Source::new).toList())
                .call();
        if (!compiled) {
            throw new AssertionError("the page's files do not compile: " + problems.getDiagnostics());
        }
        return pack(classes, directory.resolve("documented.jar"));
    }

    private static Path pack(Path classes, Path jar) throws IOException {
        try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                output.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, output);
                output.closeEntry();
            }
        }
        return jar;
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(Map.Entry<String, String> file) {
            super(URI.create("string:///" + file.getKey() + Kind.SOURCE.extension), Kind.SOURCE);
            text = file.getValue();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
