package io.onemachine.machine.testing;

import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.progress.ProgressEvent;
import java.util.ArrayList;
import java.util.List;

/** Records events as a plain-text command line would show them. */
public final class RecordedProgress implements Progress {
    private final List<String> lines = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    @Override
    public synchronized void report(ProgressEvent event) {
        switch (event) {
            case ProgressEvent.StepStarted step -> lines.add(step.text());
            case ProgressEvent.Note note -> lines.add(note.text());
            case ProgressEvent.DriverMessage message -> lines.add("(" + message.machine() + ") " + message.text());
            case ProgressEvent.Waiting waiting -> lines.add("(" + waiting.machine() + ") " + waiting.text());
            case ProgressEvent.Warning warning -> warnings.add(warning.text());
            case ProgressEvent.StepFinished finished -> {}
            case ProgressEvent.StepFailed failed -> {}
            case ProgressEvent.Detail detail -> {}
            case ProgressEvent.NetworkActivity networkActivity -> {}
        }
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    public synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }
}
