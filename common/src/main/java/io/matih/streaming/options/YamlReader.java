package io.matih.streaming.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.DuplicateKeyException;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads one YAML file of nested maps, dotted keys, or both. Scalars stay the text that stands in the file: {@code 010} is
 * no octal number and {@code on} no boolean. Messages name places, never contents, which may be secrets.
 */
final class YamlReader {

    private final String file;
    private final GivenValues given = new GivenValues();

    private YamlReader(String file) {
        this.file = file;
    }

    static GivenValues read(String file) {
        YamlReader reader = new YamlReader(file);
        reader.read();
        return reader.given;
    }

    private void read() {
        try {
            Object content = yaml().load(Files.readString(Path.of(file)));
            if (content instanceof Map<?, ?> map) {
                addMap("", map);
            } else if (content != null) {
                given.addProblem("file " + file + ": expected a map of settings at its top");
            }
        } catch (IOException | InvalidPathException unreadable) {
            given.addProblem("file " + file + ": cannot be read; expected an existing YAML file in UTF-8");
        } catch (DuplicateKeyException duplicate) {
            given.addProblem("file " + file + ": " + duplicate.getProblem() + place(duplicate) + "; give it once");
        } catch (MarkedYAMLException malformed) {
            given.addProblem("file " + file + ": not valid YAML" + place(malformed)
                    + "; a value that begins with a special character needs quotes");
        } catch (YAMLException refused) {
            given.addProblem("file " + file + ": expected maps, lists and texts only, without aliases");
        }
    }

    private void addMap(String prefix, Map<?, ?> map) {
        map.forEach((name, value) -> addValue(prefix + name, value));
    }

    private void addValue(String key, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            addMap(key + ".", map);
        } else if (value instanceof List<?> list) {
            addList(key, list);
        } else if (value instanceof String text) {
            given.add(key, text, "file " + file);
        } else {
            given.addProblem(key + ": expected a text, a list or a map (file " + file + ")");
        }
    }

    private void addList(String key, List<?> list) {
        List<String> elements = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof String text) || text.contains(",")) {
                given.addProblem(key + ": expected a list of texts without commas (file " + file + ")");
                return;
            }
            elements.add(text);
        }
        given.add(key, String.join(",", elements), "file " + file);
    }

    private static String place(MarkedYAMLException fault) {
        Mark mark = fault.getProblemMark();
        return mark == null ? "" : " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    private static Yaml yaml() {
        LoaderOptions loading = new LoaderOptions();
        loading.setAllowDuplicateKeys(false);
        loading.setMaxAliasesForCollections(0);
        DumperOptions dumping = new DumperOptions();
        return new Yaml(
                new SafeConstructor(loading), new Representer(dumping), dumping, loading, new EverythingIsText());
    }

    /** Takes every plain scalar for the text that it is. */
    private static final class EverythingIsText extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // No implicit types.
        }
    }
}
