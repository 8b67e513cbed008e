package io.matih.streaming.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlReaderTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("settings.yaml");
    }

    @Test
    void missingFileIsAProblem() {
        assertThat(YamlReader.read(file.toString()).problems())
                .containsExactly("file " + file + ": cannot be read; expected an existing YAML file in UTF-8");
    }

    @Test
    void fileInAnotherEncodingIsAProblem() throws IOException {
        Files.write(file, "note: ü".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(YamlReader.read(file.toString()).problems())
                .containsExactly("file " + file + ": cannot be read; expected an existing YAML file in UTF-8");
    }

    @Test
    void keyGivenTwiceIsAProblem() throws IOException {
        assertProblem(
                "a: 1\nb: 2\na: 3\n", "file " + file + ": found duplicate key a at line 3, column 1; give it once");
        assertProblem("a:\n  b: 1\na.b: 2\n", "a.b: given twice (file " + file + "); give it once");
    }

    @Test
    void malformedFileIsAProblemThatNamesThePlaceAndNotTheContent() throws IOException {
        assertProblem(
                "note: x\nsecret: *hunter2\n",
                "file " + file + ": not valid YAML at line 2, column 9;"
                        + " a value that begins with a special character needs quotes");
        assertProblem(
                "secret: !hunter2 x\n",
                "file " + file + ": not valid YAML at line 1, column 9;"
                        + " a value that begins with a special character needs quotes");
    }

    @Test
    void aliasesAreRefusedAlsoWhereAMapHoldsItself() throws IOException {
        assertProblem("a: &a\n  b: *a\n", "file " + file + ": expected maps, lists and texts only, without aliases");
    }

    @Test
    void anythingButAMapAtTheTopIsAProblem() throws IOException {
        assertProblem("hunter2\n", "file " + file + ": expected a map of settings at its top");
        assertProblem("- a: 1\n", "file " + file + ": expected a map of settings at its top");
    }

    @Test
    void listsHoldTextsWithoutCommas() throws IOException {
        assertProblem("names: ['a,b']\n", "names: expected a list of texts without commas (file " + file + ")");
        assertProblem("names: [{a: 1}]\n", "names: expected a list of texts without commas (file " + file + ")");
    }

    @Test
    void taggedValuesAreNoTexts() throws IOException {
        assertProblem("count: !!int 3\n", "count: expected a text, a list or a map (file " + file + ")");
    }

    @Test
    void keyWithoutValueIsAnEmptyText() throws IOException {
        Files.writeString(file, "note:\n");

        assertThat(YamlReader.read(file.toString()).byKey()).containsEntry("note", new GivenValue("", "file " + file));
    }

    private void assertProblem(String content, String problem) throws IOException {
        Files.writeString(file, content);
        assertThat(YamlReader.read(file.toString()).problems()).containsExactly(problem);
    }
}
