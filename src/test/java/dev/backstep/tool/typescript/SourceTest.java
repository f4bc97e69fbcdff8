package dev.backstep.tool.typescript;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.tool.typescript.Value.Digits;
import dev.backstep.tool.typescript.Value.Flag;
import dev.backstep.tool.typescript.Value.Literal;
import dev.backstep.tool.typescript.Value.Other;
import dev.backstep.tool.typescript.Value.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceTest {

    @Test
    void objectsAreReadAsTheyWouldEvaluate() {
        assertEquals(
                Map.of(
                        "id", new Digits("7"),
                        "name", new Text("it's", true),
                        "on", new Flag(true),
                        "sql", new Text("a `b` ${c}\nd\\", true),
                        "sum", new Text("onetwo", true),
                        "up", new Literal(Map.of("x", new Text("{", true)))),
                first("""
                        // { id: 1 }
                        export const m = {
                          id: 7, /* } */
                          'name': "it's",
                          on: true,
                          sql: `a \\`b\\` \\${c}
                        d\\\\`,
                          sum: 'one' + 'two',
                          up: { x: '{' } as const,
                        } satisfies M;
                        """));
    }

    @Test
    void constantsOfTheFileAreKnownAndNothingElse() {
        assertEquals(
                Map.of(
                        "a", new Text("CREATE TABLE users", true),
                        "b", new Text("x ${f({ y: `}` })} z", false),
                        "c", new Other("build(T)"),
                        "T", new Text("users", true),
                        "d", new Text("B-Move", true),
                        "e", new Text("${local}", false)),
                first("""
                        import { f } from './f.js';
                        const T: string = 'users'
                        function g() { const local = 'no'; return local / 2; }
                        class Move {}
                        const m = { a: `CREATE TABLE ${T}`, b: `x ${f({ y: `}` })} z`, c: build(T), T,
                          d: `B-${Move.name}`, e: `${local}`, ...rest, [k]: 1, h() { return { z: 1 }; } };
                        """));
    }

    @Test
    void brokenSourcesEndAndRegularExpressionsAreNoStrings() {
        assertEquals(Map.of("a", new Text("b", true)), first("const r = /[/'\"]/; const m = { a: 'b' }"));
        assertEquals(List.of(), Source.of(bytes("const m = `never ends ${ {")).literals());
        assertEquals(Map.of("a", new Digits("1")), first("{ a: 1, b"));
    }

    private static Map<String, Value> first(String source) {
        return Source.of(bytes(source)).literals().getFirst().fields();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
