package dev.parley.examples.intents;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/** The form in which a model is kept: plain numbers and names, with a checksum behind them. */
final class ModelFile {

    private static final int MAGIC = 0x50414931;
    private static final int MOST_CLASSES = 1_000;
    private static final int MOST_FEATURES = 1_000_000;
    private static final int MOST_JUDGEMENTS = 100_000;

    private ModelFile() {}

    static void write(IntentModel model, OutputStream out) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32());
        DataOutputStream data = new DataOutputStream(new BufferedOutputStream(checked));
        LinearModel linear = model.linear();
        data.writeInt(MAGIC);
        data.writeInt(linear.classes().size());
        for (String name : linear.classes()) {
            data.writeUTF(name);
        }
        data.writeInt(linear.vocabulary().size());
        for (int i = 0; i < linear.vocabulary().size(); i++) {
            data.writeLong(linear.vocabulary().gram(i));
            data.writeFloat(linear.vocabulary().weight(i));
            data.writeFloat(linear.scale(i));
        }
        linear.writeWeights(data);
        data.writeDouble(model.calibration().steepness());
        data.writeDouble(model.calibration().doubt());
        data.writeDouble(model.calibration().strangeness());
        data.writeDouble(model.threshold());
        data.writeInt(model.validation().judgements().size());
        for (Judgement judgement : model.validation().judgements()) {
            data.writeShort(linear.classes().indexOf(judgement.expected()));
            data.writeShort(linear.classes().indexOf(judgement.best()));
            data.writeDouble(judgement.confidence());
        }
        data.flush();
        data.writeLong(checked.getChecksum().getValue());
        data.flush();
    }

    static IntentModel read(InputStream in) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(new BufferedInputStream(in), new CRC32());
        DataInputStream data = new DataInputStream(checked);
        if (data.readInt() != MAGIC) {
            throw new IOException("It is no model");
        }
        LinearModel linear = linear(data);
        Calibration calibration = new Calibration(data.readDouble(), data.readDouble(), data.readDouble());
        double threshold = data.readDouble();
        Evaluation validation = evaluation(data, linear.classes());
        long found = checked.getChecksum().getValue();
        if (found != data.readLong()) {
            throw new IOException("Its checksum is wrong");
        }
        return new IntentModel(linear, calibration, threshold, validation);
    }

    private static LinearModel linear(DataInputStream data) throws IOException {
        int count = count(data, MOST_CLASSES);
        List<String> classes = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            classes.add(data.readUTF());
        }
        int features = count(data, MOST_FEATURES);
        long[] grams = new long[features];
        float[] weights = new float[features];
        float[] scales = new float[features];
        for (int i = 0; i < features; i++) {
            grams[i] = data.readLong();
            weights[i] = data.readFloat();
            scales[i] = data.readFloat();
        }
        byte[] matrix = new byte[Math.multiplyExact(features, count)];
        data.readFully(matrix);
        return new LinearModel(List.copyOf(classes), new Vocabulary(grams, weights), scales, matrix);
    }

    private static Evaluation evaluation(DataInputStream data, List<String> classes) throws IOException {
        int count = count(data, MOST_JUDGEMENTS);
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            judgements.add(
                    new Judgement(name(classes, data.readShort()), name(classes, data.readShort()), data.readDouble()));
        }
        return new Evaluation(judgements);
    }

    private static String name(List<String> classes, int index) throws IOException {
        if (index < 0 || index >= classes.size()) {
            throw new IOException("It names a class that it does not have");
        }
        return classes.get(index);
    }

    private static int count(DataInputStream data, int most) throws IOException {
        int count = data.readInt();
        if (count < 1 || count > most) {
            throw new IOException("A count in it is out of bounds");
        }
        return count;
    }
}
