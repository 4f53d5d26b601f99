using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ordi2.Documents.Pdf;

namespace Ordi2.Documents.Tests.Pdf;

public class DeflateTests
{
    [Fact]
    public void Whatever_is_packed_is_unpacked_by_the_runtime_to_the_same() =>
        Prop.ForAll<byte[]>(data => Assert.Equal(data, Unpacked(Deflate.Pack(data)))).QuickCheckThrowOnFailure();

    /// <summary>Few signs and much of the same: what pages are made of, with copies near and far, short and as long as there are.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(150)]
    [InlineData(256)]
    public void What_repeats_itself_comes_back_too(int signs)
    {
        var random = new Random(signs);
        var data = new List<byte>();

        while (data.Count < 150_000)
        {
            if (data.Count > 0 && random.Next(3) > 0)
            {
                var from = random.Next(data.Count);
                data.AddRange(data.Skip(from).Take(random.Next(400)).ToArray());
            }
            else
            {
                data.AddRange(Enumerable.Range(0, random.Next(40)).Select(_ => (byte)random.Next(signs)));
            }
        }

        var packed = Deflate.Pack(data.ToArray());

        Assert.Equal(data.ToArray(), Unpacked(packed));
        Assert.InRange(packed.Length, 1, data.Count);
    }

    [Fact]
    public void One_sign_a_million_times_takes_almost_no_room()
    {
        var data = new byte[1_000_000];
        var packed = Deflate.Pack(data);

        Assert.Equal(data, Unpacked(packed));
        Assert.InRange(packed.Length, 1, 10_000);
    }

    /// <summary>Written down: another processor or another runtime must give these too.</summary>
    [Fact]
    public void The_packed_bytes_are_these_for_ever() => Assert.Equal(
        "78017354305430523056305130C5CA82CA030081",
        Convert.ToHexString(Deflate.Pack(Encoding.ASCII.GetBytes("A 1 2 3 4 5 1 2 3 4 5 1 2 3 4 5 A 1 2 3")))[..40]);

    private static byte[] Unpacked(byte[] packed)
    {
        using var stream = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var data = new MemoryStream();
        stream.CopyTo(data);
        return data.ToArray();
    }
}
