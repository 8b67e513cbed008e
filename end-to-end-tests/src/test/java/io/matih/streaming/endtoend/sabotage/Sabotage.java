package io.matih.streaming.endtoend.sabotage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A deliberate fault in one source file of the product.
 *
 * @param name for a folder
 * @param meaning what is broken, in a few words
 * @param check what must find it
 * @param file below the root of the project
 * @param original text that the file holds exactly once
 * @param replacement what takes its place
 * @param finding what the check must say
 */
record Sabotage(
        String name, String meaning, Check check, String file, String original, String replacement, String finding) {

    private static final Path ROOT = Path.of("..");

    /** The name of the class, without its package. */
    String className() {
        return file.substring(file.lastIndexOf('/') + 1, file.length() - ".java".length());
    }

    /**
     * Compiles the changed file against the product and returns the folder with its classes.
     *
     * @throws AssertionError when the text is not there once, or the changed file does not compile: then this sabotage is to
     *     be rewritten, for it no longer breaks anything
     */
    Path compileBelow(Path directory, List<Path> classPath) throws IOException {
        String text = Files.readString(ROOT.resolve(file));
        int at = text.indexOf(original);
        if (at < 0 || text.indexOf(original, at + 1) >= 0) {
            throw new AssertionError("sabotage " + name + " is out of date: " + file + " holds its text "
                    + (at < 0 ? "no longer" : "more than once") + ":\n" + original);
        }
        Path source = Files.createDirectories(directory.resolve(name)).resolve(className() + ".java");
        Files.writeString(source, text.substring(0, at) + replacement + text.substring(at + original.length()));
        Path classes = Files.createDirectories(source.resolveSibling("classes"));
        compile(source, classes, classPath);
        return classes;
    }

    private void compile(Path source, Path classes, List<Path> classPath) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            String path = String.join(
                    File.pathSeparator, classPath.stream().map(Path::toString).toList());
            List<String> options = List.of("-d", classes.toString(), "-classpath", path, "-proc:none", "-nowarn");
            if (!compiler.getTask(null, files, problems, options, null, files.getJavaFileObjects(source))
                    .call()) {
                throw new AssertionError(
                        "sabotage " + name + " is out of date, it does not compile: " + problems.getDiagnostics());
            }
        }
    }
}
