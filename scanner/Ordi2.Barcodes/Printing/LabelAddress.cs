namespace Ordi2.Barcodes.Printing;

/// <summary>What the QR code of a label says: an address that any phone opens, in the alphabet that makes the symbol smallest.</summary>
public static class LabelAddress
{
    /// <summary><c>HTTPS://O2.EXAMPLE/M/H4T9CXB</c>.</summary>
    /// <param name="server">Where the public pages are.</param>
    /// <param name="kind">What the label is stuck on.</param>
    /// <param name="code">Its code.</param>
    /// <exception cref="FormatException">The address has a path in which upper and lower case may differ, or is none of the web.</exception>
    public static string Of(Uri server, LabelKind kind, LabelCode code)
    {
        if (!server.IsAbsoluteUri || server.Scheme is not ("http" or "https") || server.PathAndQuery is not "/")
        {
            throw new FormatException(
                $"« {server} » ne peut pas être sur une étiquette : donnez l'adresse seule, par exemple https://o2.example.{Environment.NewLine}'{server}' cannot stand on a label: give the address alone, such as https://o2.example.");
        }

        var path = kind switch
        {
            LabelKind.Machine => 'M',
            LabelKind.Carton => 'C',
            LabelKind.Pallet => 'P',
            _ => throw new System.Diagnostics.UnreachableException(),
        };

        return $"{server.GetLeftPart(UriPartial.Authority).ToUpperInvariant()}/{path}/{code.Text}";
    }
}
