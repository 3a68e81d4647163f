package io.onemachine.gotemplate.parse;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the names of the fields and methods that a template reads; a template can compute none. */
public final class FieldNames {
    private final Set<String> names = new LinkedHashSet<>();

    private FieldNames() {}

    /** Returns the names in all definitions of a template, executed or not. */
    public static Set<String> in(Iterable<Node.Sequence> definitions) {
        FieldNames found = new FieldNames();
        definitions.forEach(found::add);
        return found.names;
    }

    private void add(@Nullable Node node) {
        switch (node) {
            case null -> {}
            case Node.Sequence sequence -> addAll(sequence.nodes());
            case Node.Action action -> add(action.pipeline());
            case Node.Pipeline pipeline -> addAll(pipeline.commands());
            case Node.Command command -> addAll(command.words());
            case Node.Field field -> names.addAll(field.names());
            case Node.Variable variable ->
                names.addAll(variable.names().subList(1, variable.names().size()));
            case Node.Chain chain -> {
                add(chain.base());
                names.addAll(chain.names());
            }
            case Node.If branch -> addAll(branch.pipeline(), branch.then(), branch.otherwise());
            case Node.With branch -> addAll(branch.pipeline(), branch.then(), branch.otherwise());
            case Node.Range range -> addAll(range.pipeline(), range.body(), range.otherwise());
            case Node.Invocation invocation -> add(invocation.pipeline());
            case Node.Text _,
                    Node.Identifier _,
                    Node.Dot _,
                    Node.Nil _,
                    Node.Constant _,
                    Node.Break _,
                    Node.Continue _ -> {}
        }
    }

    private void addAll(Node pipeline, Node body, @Nullable Node otherwise) {
        add(pipeline);
        add(body);
        add(otherwise);
    }

    private void addAll(List<? extends Node> nodes) {
        nodes.forEach(this::add);
    }
}
