using Ordi2.Barcodes.Pictures;
using Ordi2.Barcodes.Printing;
using Ordi2.Barcodes.Symbols;
using Ordi2.Barcodes.Tests.Symbols;

namespace Ordi2.Barcodes.Tests.Pictures;

/// <summary>Labels of ours, printed on paper that tests hold before the decoder.</summary>
internal static class Drawn
{
    public static readonly LabelCode Code = LabelCode.Parse("H4T9CXB");

    /// <summary>It has all the time that it needs: what is read must not depend on how busy the machine is.</summary>
    public static readonly IPictureDecoder Decoder = new PictureDecoder(new StillClock());

    public static Picture Bars(LabelCode code, int dots = 3) => Picture.Of(Code128.Draw(code.Text), dots, barHeight: dots * 30);

    public static Picture Qr(LabelCode code, int dots = 4) => Picture.Of(QrCode.Draw(LabelAddress.Of(new("https://o2.example"), LabelKind.Machine, code)), dots);

    public static PictureReading Decode(byte[] file, Wanted wanted = Wanted.Labels)
    {
        using var stream = new MemoryStream(file);
        return Decoder.Decode(stream, wanted);
    }

    /// <summary>The one label that is read.</summary>
    public static LabelCode LabelIn(byte[] file) => Assert.Single(Assert.IsType<PictureRead>(Decode(file)).Labels);

    public static PictureProblem ProblemOf(byte[] file) => Assert.IsType<PictureUnread>(Decode(file)).Problem;
}

/// <summary>A clock for who has no time: each look at it is ten seconds later.</summary>
internal sealed class HurriedClock : TimeProvider
{
    private long _now;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => _now += 10;
}

/// <summary>A clock for who has all the time.</summary>
internal sealed class StillClock : TimeProvider
{
    public override long GetTimestamp() => 0;
}
