using Ordi2.Barcodes.Pictures;

namespace Ordi2.Scanner.Decoding;

/// <summary>How the worst of the files ended: the exit code.</summary>
internal enum DecodeOutcome
{
    /// <summary>Every picture shows something.</summary>
    AllRead = 0,

    /// <summary>A picture shows nothing that was wanted.</summary>
    NothingFound = 1,

    /// <summary>A file is not there, or no picture that we read.</summary>
    Unreadable = 2,

    /// <summary>This computer lacks a library.</summary>
    LibraryMissing = 3,
}

/// <summary>Reads files one after the other; a bad one does not keep the others from being read.</summary>
internal sealed class Decoding(IPictureDecoder decoder, Wanted wanted, IDecodeLines lines)
{
    public DecodeOutcome Run(IEnumerable<string> files, CancellationToken cancellation)
    {
        var worst = DecodeOutcome.AllRead;

        foreach (var file in files)
        {
            var outcome = Decode(file, cancellation);
            worst = outcome > worst ? outcome : worst;
        }

        return worst;
    }

    private DecodeOutcome Decode(string file, CancellationToken cancellation)
    {
        if (Directory.Exists(file))
        {
            return Refuse(file, "file-is-folder", "This is a folder. Name the pictures in it.");
        }

        try
        {
            using var stream = File.OpenRead(file);
            switch (decoder.Decode(stream, wanted, cancellation))
            {
                case PictureRead read:
                    lines.Found(file, read, wanted);
                    return DecodeOutcome.AllRead;
                case PictureUnread { Problem: PictureProblem.NothingFound } nothing:
                    lines.Problem(file, nothing.Code, wanted is Wanted.Labels ? nothing.Next.English : "No text was read. Take the photograph closer, in good light.");
                    return DecodeOutcome.NothingFound;
                case PictureUnread unread:
                    return Refuse(file, unread.Code, unread.Next.English);
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refuse(file, "file-missing", "There is no such file. Check its name.");
        }
        catch (UnauthorizedAccessException)
        {
            return Refuse(file, "file-forbidden", "You may not read this file. Ask whom it belongs to.");
        }
        catch (IOException problem)
        {
            return Refuse(file, "file-unreadable", problem.Message);
        }
    }

    private DecodeOutcome Refuse(string file, string code, string next)
    {
        lines.Problem(file, code, next);
        return DecodeOutcome.Unreadable;
    }
}
