using Ordi2.Contracts;

namespace Ordi2.Web.Tests.Pages;

/// <summary>A page as somebody opens it.</summary>
/// <param name="Route">The address of its <c>@page</c>.</param>
/// <param name="Address">An address of it; <c>{…}</c> is made by <see cref="PageRoom.AddressAsync"/>.</param>
/// <param name="Who">The role that opens it; <see langword="null"/> is somebody who has not signed in.</param>
/// <param name="Status">What the server answers.</param>
internal sealed record PageEntry(string Route, string Address, Role? Who = null, int Status = 200)
{
    /// <summary>The organisation of the account, where the first one of that role is not the right one.</summary>
    public string? Organisation { get; init; }
}

/// <summary>Every page of the product, each with the account that opens it. One line for a page, more where it has several faces.</summary>
internal static class Inventory
{
    public static readonly PageEntry[] Pages =
    [
        new("/accessibility", "/accessibility"),
        new("/account", "/account", Role.Supervisor),
        new("/boards/{**scope}", "/boards"),
        new("/boards/{**scope}", "/boards/organisation/{organisation}", Role.Supervisor),
        new("/design", "/design"),
        new("/design", "/design?wrong=true"),
        new("/errors/{status:int}", "/errors/404"),
        new("/errors/{status:int}", "/errors/403"),
        new("/errors/{status:int}", "/errors/500", Status: 500),
        new("/errors/{status:int}", "/no-such-page", Status: 404),
        new("/help/shortcuts", "/help/shortcuts"),
        new("/setup/{secret}", "{setup}"),
        new("/sign-in", "/sign-in"),
    ];

    /// <summary>Routes that show nothing: they do something and lead on to a page.</summary>
    public static readonly string[] Doors = ["/sign-out"];
}
